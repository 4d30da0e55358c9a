return (("a"):rep(200)):find(".-.-.-.-.-.-.-.-b")
