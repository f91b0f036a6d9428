namespace Beckon.Delivery.Email.Smtp;

/// <summary>What a server said it can do in its answer to EHLO.</summary>
internal sealed record SmtpCapabilities
{
    public static readonly SmtpCapabilities None = new();

    public bool Pipelining { get; private init; }

    public bool Chunking { get; private init; }

    public bool StartTls { get; private init; }

    public bool AuthPlain { get; private init; }

    public bool AuthLogin { get; private init; }

    /// <summary>The mechanisms as the server names them, for messages.</summary>
    public string AuthMechanisms { get; private init; } = "";

    public bool Size { get; private init; }

    /// <summary>The largest message it takes, in bytes; 0: no limit known.</summary>
    public long MaxSize { get; private init; }

    /// <summary>The first line is the greeting; every other one a keyword with parameters (RFC 5321 §4.1.1.1).</summary>
    public static SmtpCapabilities Parse(SmtpReply hello)
    {
        var found = new SmtpCapabilities();
        foreach (var line in hello.Text.Split('\n').Skip(1))
        {
            // "AUTH=LOGIN" is how servers spelled it before RFC 2554; some still send both.
            var words = line.Replace('=', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            found = words[0].ToUpperInvariant() switch
            {
                "PIPELINING" => found with { Pipelining = true },
                "CHUNKING" => found with { Chunking = true },
                "STARTTLS" => found with { StartTls = true },
                "SIZE" => found with { Size = true, MaxSize = words.Length > 1 && long.TryParse(words[1], out var size) ? size : 0 },
                "AUTH" => found.WithAuth(words[1..]),
                _ => found,
            };
        }
        return found;
    }

    private SmtpCapabilities WithAuth(string[] mechanisms) => this with
    {
        AuthPlain = AuthPlain || mechanisms.Contains("PLAIN", StringComparer.OrdinalIgnoreCase),
        AuthLogin = AuthLogin || mechanisms.Contains("LOGIN", StringComparer.OrdinalIgnoreCase),
        AuthMechanisms = AuthMechanisms.Length == 0 ? string.Join(", ", mechanisms) : AuthMechanisms,
    };
}
