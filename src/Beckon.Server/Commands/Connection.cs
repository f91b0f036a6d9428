using System.CommandLine;

namespace Beckon.Server.Commands;

/// <summary>The options that say which Beckon a command talks to, and with which key.</summary>
internal sealed class Connection
{
    private const string Usual = "http://localhost:5080";

    private readonly Option<string?> _url = new("--url") { Description = $"The address of Beckon (BECKON_URL). Default: {Usual}" };
    private readonly Option<string?> _key = new("--key") { Description = "An API key (BECKON_KEY): Settings > API & tracking" };

    public Connection AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_key);
        return this;
    }

    public Remote Open(ParseResult parsed)
    {
        var url = parsed.GetValue(_url) ?? Environment.GetEnvironmentVariable("BECKON_URL") ?? Usual;
        var key = parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable("BECKON_KEY");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new CommandException($"{url} is not the http or https address of a Beckon. Name it with --url or BECKON_URL.");
        if (string.IsNullOrWhiteSpace(key)) throw new CommandException("This needs an API key: give it with --key or BECKON_KEY. Settings > API & tracking makes one.");
        return new Remote(address, key);
    }
}
