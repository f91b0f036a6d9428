using System.Text.Json.Serialization;

namespace Beckon.Events;

/// <summary>
/// What an event knows its person by, in normal form: e-mail lower-cased, phone E.164. <see cref="ContactId"/> is Beckon's own id, for events that
/// Beckon itself tells.
/// </summary>
public sealed record Identifiers
{
    public string? CustomerId { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? AnonymousId { get; init; }

    public Guid? ContactId { get; init; }

    [JsonIgnore]
    public bool None => CustomerId is null && Email is null && Phone is null && AnonymousId is null && ContactId is null;
}
