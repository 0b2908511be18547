"""Writes archives for tests into a folder: archives.py FOLDER. Each tells by its name what is special about it."""

import io
import sys
import tarfile
import zipfile

folder = sys.argv[1]


def tar(name, *entries, mode="w"):
    with tarfile.open(f"{folder}/{name}", mode) as archive:
        for path, content in entries:
            info = tarfile.TarInfo(path)
            if isinstance(content, tuple):
                info.type, info.linkname = content
                archive.addfile(info)
            elif content is None:
                info.type = tarfile.DIRTYPE
                archive.addfile(info)
            else:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))


FILE = ("main.tf", b'output "v" {\n  value = 1\n}\n')
LINK, HARD, FIFO, DEVICE = tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE

for kind in ["gz", "bz2", "xz"]:
    tar(f"good.tar.{kind}", ("./", None), ("./a", None), FILE, ("a/b.tf", b"x"), ("l", (LINK, "a/b.tf")),
        ("h.tf", (HARD, "main.tf")), ("a/up", (LINK, "../main.tf")), mode=f"w:{kind}")
with zipfile.ZipFile(f"{folder}/good.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("main.tf", FILE[1])
    archive.writestr("a/b.tf", "x")
    archive.writestr("h.tf", "x")
tar("twice.tar", FILE, ("main.tf", b"second"))
tar("up.tar", ("../evil.tf", b"x"))
tar("inner-up.tar", ("a/../../evil.tf", b"x"))
tar("absolute.tar", ("/tmp/evil.tf", b"x"))
tar("link-up.tar", FILE, ("l", (LINK, "../../etc/passwd")))
tar("link-absolute.tar", FILE, ("l", (LINK, "/etc/passwd")))
tar("through-link.tar", ("l", (LINK, ".")), ("l/x.tf", b"x"))
tar("links-together.tar", ("d/e/a", (LINK, "../..")), ("z", (LINK, "d/e/a/..")))
tar("hard-up.tar", FILE, ("h", (HARD, "../../etc/passwd")))
tar("fifo.tar", FILE, ("p", (FIFO, "")))
tar("device.tar", FILE, ("p", (DEVICE, "")))
tar("empty.tar")
tar("large.tar", ("main.tf", bytes(3 << 20)))
tar("many.tar", *[(f"f{i}", b"") for i in range(120)])
tar("large.tar.gz", ("main.tf", bytes(3 << 20)), mode="w:gz")
with zipfile.ZipFile(f"{folder}/up.zip", "w") as archive:
    archive.writestr("../evil.tf", "x")
whole = open(f"{folder}/good.tar.gz", "rb").read()
open(f"{folder}/cut.tar.gz", "wb").write(whole[: len(whole) // 2])
open(f"{folder}/text.zip", "wb").write(b"<html>no archive</html>")
open(f"{folder}/nothing.zip", "wb").write(b"")
