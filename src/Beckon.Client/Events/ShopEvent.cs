using System.Text.Json.Serialization;

namespace Beckon.Client.Events;

/// <summary>Something that happened. Its own members are its properties.</summary>
/// <param name="Name">A name of Beckon's event catalogue or one of your own.</param>
public abstract record ShopEvent([property: JsonIgnore] string Name)
{
    /// <summary>Now, when it is left out.</summary>
    [JsonIgnore]
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Your own id of the event, so that it may be sent again without effect; made when it is left out.</summary>
    [JsonIgnore]
    public string? MessageId { get; init; }

    /// <summary>For history that is being loaded: it is kept and counted, and starts nothing.</summary>
    [JsonIgnore]
    public bool Backfill { get; init; }

    internal virtual Cart? CartPart => null;

    internal virtual Order? OrderPart => null;

    internal virtual string? StatusPart => null;

    /// <summary>Whether it happens to a product, and so to nobody.</summary>
    internal virtual bool IsOfProduct => false;
}
