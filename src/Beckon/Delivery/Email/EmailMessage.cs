using System.Buffers;
using System.Text;

namespace Beckon.Delivery.Email;

/// <summary>A finished e-mail to one recipient: everything that <see cref="MimeWriter"/> and <see cref="SmtpPool"/> need, and nothing else.</summary>
public sealed record EmailMessage
{
    // RFC 5322 allows 998 bytes a line; a word that cannot be folded must leave room for the header's name.
    private const int MaxHeaderWord = 900;
    private const int MaxMessageId = 250;

    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Bcc", "Return-Path",
    };

    public required EmailAddress From { get; init; }

    public EmailAddress? ReplyTo { get; init; }

    public required EmailAddress To { get; init; }

    /// <summary>Where bounces go (the envelope's sender); the address of <see cref="From"/> when null.</summary>
    public EmailAddress? ReturnPath { get; init; }

    public required string Subject { get; init; }

    public string? Html { get; init; }

    public string? Text { get; init; }

    /// <summary>The whole Message-ID with its angle brackets: <c>&lt;id@domain&gt;</c>.</summary>
    public required string MessageId { get; init; }

    public required DateTimeOffset Date { get; init; }

    public IReadOnlyList<EmailHeader> Headers { get; init; } = [];

    /// <summary>A sentence that says why this message cannot be written, or null when it can.</summary>
    public string? FindFault()
    {
        foreach (var address in (ReadOnlySpan<EmailAddress?>)[From, To, ReplyTo, ReturnPath])
        {
            if (address is not null && !address.TryToWire(out _, out var fault)) return fault;
        }
        if (Html is null && Text is null) return "The message has neither HTML nor text: give it at least one of them.";
        if (!IsMessageId(MessageId)) return "The message id must look like <id@domain>, in plain letters and without spaces.";
        foreach (var header in Headers)
        {
            if (FindHeaderFault(header) is { } fault) return fault;
        }
        return null;
    }

    private static bool IsMessageId(string id) =>
        id.Length is > 4 and <= MaxMessageId && id[0] == '<' && id[^1] == '>' && !id.AsSpan(1, id.Length - 2).ContainsAny('<', '>')
        && id.Contains('@', StringComparison.Ordinal) && !id.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static string? FindHeaderFault(EmailHeader header)
    {
        if (header.Name.Length is 0 or > 60 || header.Name.AsSpan().ContainsAnyExcept(TokenChars))
            return "A header has a name that is empty, too long or has other characters than letters, digits, - and _.";
        if (OwnHeaders.Contains(header.Name)) return $"The header {header.Name} is written by Beckon itself: remove it from the extra headers.";
        if (!Ascii.IsValid(header.Value)) return null;

        foreach (var word in header.Value.AsSpan().Split(' '))
        {
            if (word.End.Value - word.Start.Value > MaxHeaderWord) return $"The header {header.Name} has a word of more than {MaxHeaderWord} characters.";
        }
        return null;
    }
}
