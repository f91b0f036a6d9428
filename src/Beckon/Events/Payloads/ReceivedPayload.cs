using System.Text;

namespace Beckon.Events.Payloads;

/// <summary>A request as it was received.</summary>
/// <param name="ReceivedAt">When.</param>
/// <param name="ContentType">What the sender said it is.</param>
/// <param name="IdempotencyKey">The sender's own name for the request.</param>
/// <param name="Call">What the call said beside the body, in the door's own JSON.</param>
/// <param name="Size">How many bytes the body has.</param>
/// <param name="Body">The body; of a long one its beginning.</param>
/// <param name="Cut">True when <paramref name="Body"/> is only the beginning: <c>GET /api/events/{id}/payload</c> gives the whole.</param>
public sealed record ReceivedPayload(
    DateTimeOffset ReceivedAt, string? ContentType, string? IdempotencyKey, string? Call, int Size, string Body, bool Cut)
{
    private const int MostShown = 64 << 10;

    public static ReceivedPayload Of(RawPayload payload)
    {
        var body = payload.Body.Unpack();
        var shown = body.AsSpan(0, Math.Min(body.Length, MostShown));
        return new(
            payload.ReceivedAt, payload.ContentType, payload.IdempotencyKey, payload.Call, body.Length, Encoding.UTF8.GetString(shown), shown.Length < body.Length);
    }
}
