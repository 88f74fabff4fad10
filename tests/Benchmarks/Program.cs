Console.Error.WriteLine("no benchmark chosen"); return 2;
