Console.Error.WriteLine("cni-operator: no command given; see --help"); return 2;
