return await Beckon.Server.ServerApp.RunAsync(args);
