await Beckon.Server.ServerApp.Build(args).RunAsync();
