using System.CommandLine;

namespace Beckon.Server.Commands;

/// <summary>The options of commands that send a file.</summary>
internal sealed class FileOptions
{
    private readonly Option<long> _skip = new("--skip") { Description = "Begin behind so many records: what a command that was stopped says", DefaultValueFactory = _ => 0 };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Say nothing of how far it is" };

    public void AddTo(Command command)
    {
        _skip.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() < 0) result.AddError("--skip is a number of records, 0 or more.");
        });
        command.Options.Add(_skip);
        command.Options.Add(_quiet);
    }

    public (long Skip, bool Quiet) Of(ParseResult parsed) => (parsed.GetValue(_skip), parsed.GetValue(_quiet));
}
