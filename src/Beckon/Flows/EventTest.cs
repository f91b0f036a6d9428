using System.Text.Json.Serialization;
using Beckon.Audiences.Language;
using Beckon.Events;

namespace Beckon.Flows;

/// <summary>Which events, as in a filter.</summary>
/// <param name="Event">The event's name, of the catalogue or your own.</param>
public sealed record EventTest(string Event)
{
    /// <summary>Only those with this status, such as <c>ready_for_pickup</c> of <c>cart_status_updated</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    /// <summary>Only those whose properties fit all of these.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PropertyTest>? Where { get; init; }

    public bool Fits(CanonicalEvent e, Today today)
    {
        if (e.Name != Event || (Status is not null && e.Status != Status)) return false;
        if (Where is not { Count: > 0 }) return true;
        var properties = e.Properties.ToElement();
        return Where.All(test => ValueRules.Passes(test.Is, ValueRules.TextsOf(properties, test.Property), today));
    }

    /// <summary>As the end of "somebody who has …".</summary>
    public string Words() => EventPhrases.Of(Event, Status, Where);
}
