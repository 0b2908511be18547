mock_provider "aws" {
  mock_resource "aws_vpc" {
    defaults = {
      id = { a = 1 }
      enable_dns_hostnames = "yes"
    }
  }
  mock_resource "aws_security_group" {
    defaults = {
      ingress = { description = "d" }
      tags_all = { a = "b" }
      nosuch = 1
    }
  }
  mock_resource "aws_nothing" {
    defaults = {}
  }
}
run "wrong" {
}
