for _, name in ipairs {"/etc/passwd", "../../../../../../etc/passwd", "/proc/self/environ", "\0/etc/passwd", "/dev/zero"} do
  print((io.open(name)), (io.open(name, "w")))
end
print(pcall(io.lines, "/etc/passwd"))
