namespace Beckon.Server.Tests.Fuzz;

/// <summary>A call as broken senders and attackers make it.</summary>
/// <param name="Name">What is wrong with it, for whoever reads a failure.</param>
/// <param name="Body">Its bytes.</param>
public sealed record BadCall(string Name, byte[] Body)
{
    /// <summary>Of the body's encoding, type and whatever else.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Behind the path.</summary>
    public string Query { get; init; } = "";

    /// <summary>Sent in pieces, without a word about its length.</summary>
    public bool Chunked { get; init; }

    public HttpContent Content()
    {
        HttpContent content = Chunked ? new StreamContent(new MemoryStream(Body), 1_000) : new ByteArrayContent(Body);
        if (Chunked) content.Headers.ContentLength = null;
        foreach (var (name, value) in Headers.Where(header => IsOfContent(header.Name))) content.Headers.TryAddWithoutValidation(name, value);
        return content;
    }

    public (string, string)[] RequestHeaders =>
        [.. Headers.Where(header => !IsOfContent(header.Name)), .. Chunked ? [("Transfer-Encoding", "chunked")] : Array.Empty<(string, string)>()];

    private static bool IsOfContent(string name) => name.StartsWith("Content-", StringComparison.Ordinal);
}
