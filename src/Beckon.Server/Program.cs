return await Beckon.Server.Commands.Cli.RunAsync(args);
