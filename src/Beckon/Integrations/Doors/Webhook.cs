using Beckon.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Beckon.Integrations.Doors;

/// <summary>
/// How a platform's calls of <c>POST /webhooks/{sourceId}</c> are proven and read. A platform proves itself before its body is read (a token in a
/// header), or by a signature over it, or both; at least one of them is there.
/// </summary>
public sealed record Webhook
{
    public required int MostBytes { get; init; }

    /// <summary>Whether the platform is let in, by its headers alone.</summary>
    public Func<WebhookCall, CancellationToken, ValueTask<ProblemDetails?>>? Admit { get; init; }

    /// <summary>Whether the platform has signed this body.</summary>
    public Func<WebhookCall, ReadOnlyMemory<byte>, ProblemDetails?>? Verify { get; init; }

    /// <summary>
    /// For a platform that says only what has changed: stores the call until what it is about has been fetched, and says what became of it; null for
    /// a call that says all there is to say and is read as it is.
    /// </summary>
    public Func<WebhookCall, ReadOnlyMemory<byte>, ValueTask<Taken?>>? Keep { get; init; }

    /// <summary>How the call is read; null for one that says nothing, such as a ping: it is answered and forgotten.</summary>
    public required Func<WebhookCall, ReadOnlyMemory<byte>, Calling?> Read { get; init; }
}

/// <summary>A call of a platform.</summary>
/// <param name="Request">Its headers and query; the body is given beside it.</param>
/// <param name="Connected">The source that was called, and its secrets.</param>
/// <param name="Keys">Tells whether a text is an API key of the source's workspace that may send events.</param>
public sealed record WebhookCall(HttpRequest Request, ConnectedSource Connected, Func<string, CancellationToken, ValueTask<bool>> Keys)
{
    public Source Source => Connected.Source;

    public SourceSecrets Secrets => Connected.Secrets;

    /// <summary>A header, or an empty text.</summary>
    public string Header(string name) => Request.Headers[name].ToString();

    /// <summary>What follows <c>Authorization: Bearer</c>; null when nothing does.</summary>
    public string? Bearer()
    {
        const string scheme = "Bearer ";
        var header = Header("Authorization");
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }
}
