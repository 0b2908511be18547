#pragma once
#include <stddef.h>

// What Swift's runtime would run somewhere, sometime, is kept for whoever decides the order: on the thread that asked for
// it only, so that the rest of the process goes on as always.

/// From now on, what this thread gives to Swift's global executor is kept.
void plumb_capture_begin(void);
/// How many jobs wait.
size_t plumb_capture_count(void);
/// Runs one of them on this thread, up to where it waits for something.
void plumb_capture_run(size_t index);
/// The end of it. Jobs that still wait are forgotten.
void plumb_capture_end(void);
