using System.Text.Json.Serialization;
using Beckon.Events.Catalogue;
using Beckon.Kernel;

namespace Beckon.Events;

/// <summary>One thing a shopper did, in Beckon's own words, whatever platform said it.</summary>
public sealed record CanonicalEvent
{
    /// <summary>Made at receipt; also the event's place in the order of arrival.</summary>
    public required Guid Id { get; init; }

    public required Guid SourceId { get; init; }

    /// <summary>The sender's own id of this event, or one made of its content: (workspace, source, message id) is unique.</summary>
    public required string MessageId { get; init; }

    /// <summary>
    /// For senders without ids, where the same words later mean a new event: after this long a repeat counts as new. Null: never.
    /// </summary>
    public TimeSpan? RepeatsAfter { get; init; }

    /// <summary>A name of <see cref="EventNames"/> or any custom one.</summary>
    public required string Name { get; init; }

    /// <summary>For events that carry one, such as <c>cart_status_updated</c>.</summary>
    public string? Status { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public Identifiers Who { get; init; } = new();

    public Profile? Profile { get; init; }

    public CartChange? Cart { get; init; }

    public OrderChange? Order { get; init; }

    /// <summary>What the sender says of the person's consent; null when it says nothing.</summary>
    public IReadOnlyList<ConsentClaim>? Consents { get; init; }

    /// <summary>What it says of a product, whose event it is then: a product's events are nobody's.</summary>
    public ProductChange? Product { get; init; }

    /// <summary>Set when somebody joins the loyalty programme.</summary>
    public SignUp? SignUp { get; init; }

    /// <summary>For feedback about a message of ours.</summary>
    public MessageFeedback? Feedback { get; init; }

    /// <summary>What a person decided about who is who; null for everything else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdentityDecision? Decision { get; init; }

    /// <summary>Everything the sender said, unknown fields too.</summary>
    public RawJson Properties { get; init; } = RawJson.EmptyObject;

    /// <summary>History that is being loaded: it is kept and counted, and starts nothing.</summary>
    public bool Backfill { get; init; }

    /// <summary>
    /// Taken in once more from what was received: it takes effect as it did then, with its old time of receipt, and nothing is ever sent for it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Replayed { get; init; }

    /// <summary>
    /// Said by a browser, which anybody may drive: it tells who it is and what it saw, but gives no consent and corrects nothing that is known.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Claimed { get; init; }

    /// <summary>Told by Beckon itself of what its source did not say: it knows nothing new of the person, who need not be there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Derived { get; init; }

    /// <summary>What does not fit the catalogue; null when everything does.</summary>
    public IReadOnlyList<EventWarning>? Warnings { get; init; }

    /// <summary>Set when it could not be processed and somebody put it back.</summary>
    public Retry? Retry { get; init; }
}

/// <summary>How often an event has failed before, and when it was put back.</summary>
public sealed record Retry(int Attempts, DateTimeOffset At);
