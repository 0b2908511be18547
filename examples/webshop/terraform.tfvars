environment = "staging"
alarm_email = "oncall@webshop.example"

web = {
  instance_type = "t3.small"
  port          = 8080
}
