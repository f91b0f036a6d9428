using System.Globalization;
using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Delivery;
using Beckon.Kernel;

namespace Beckon.Flows;

/// <summary>What can be seen of a contact while their run goes on. Pure.</summary>
/// <param name="Recipient">How they can be written to; null: not looked up.</param>
/// <param name="Look">What filters can ask of them; null: not looked up.</param>
public sealed record FlowSight(Recipient? Recipient, ContactLook? Look)
{
    /// <summary>What of the rules of sending holds for them; null: not looked up.</summary>
    public SendingState? Sending { get; init; } = SendingState.Free;

    /// <summary>The code for the step that the run stands at; null: not looked up.</summary>
    public DiscountOffer? Offer { get; init; }

    public static FlowSight Nothing { get; } = new(null, null);

    /// <summary>Whether enough is seen to do a step; otherwise the run goes on when it is.</summary>
    public bool IsEnoughFor(FlowStep step) => step switch
    {
        SendStep send => Recipient is not null && (Sending is not null || send.Limits == SendLimits.Ignore),
        DiscountStep => Offer is { } offer && offer.Step == step.Id,
        SplitStep or WaitUntilStep or WaitUntilDateStep => Look is not null,
        _ => true,
    };
}

/// <summary>What a discount has for a run.</summary>
/// <param name="Step">The step that gives it.</param>
/// <param name="Code">The code; null: none are left.</param>
public sealed record DiscountOffer(string Step, string? Code);

/// <summary>A contact as filters see them at a moment. Pure.</summary>
public sealed class ContactLook(ContactFacts facts, Today today, FilterContext context, TimeZoneInfo workspaceZone)
{
    private const int MostSeen = 300;

    /// <summary>Where they are: by their custom field <c>time_zone</c> where that names a zone, else where their store is, else where the shop is.</summary>
    public TimeZoneInfo Zone => Recipient.ZoneOf(FieldZone, facts.StoreZone) ?? workspaceZone;

    private string? FieldZone => facts.Fields is { } fields && fields.TryGetProperty(ContactFacts.ZoneField, out var value) ? ValueRules.TextOf(value) : null;

    /// <summary>The day of a date that is known of them, where they are; null: it is not known.</summary>
    public DateOnly? DayOf(IDated dated) => dated.Of switch
    {
        DateOf.LastOrder => facts.LastOrderAt is { } at ? LocalTimes.DayOf(at, Zone) : null,
        DateOf.FirstSeen => LocalTimes.DayOf(facts.CreatedAt, Zone),
        DateOf.Field => facts.Fields is { } fields && fields.TryGetProperty(dated.Field ?? "", out var value) && ValueRules.TextOf(value) is { } text
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
    };

    /// <summary>Whether they fit a filter, and what was seen.</summary>
    public (bool Fits, string Seen) Ask(Filter filter)
    {
        var explained = new Explainer(facts, today, context, workspaceZone).Explain(context.Meanings.Of(filter));
        var seen = string.Join("; ", Leaves(explained).Select(leaf => $"{leaf.Words}: {leaf.Seen}"));
        return (explained.Holds, seen.Length > MostSeen ? seen[..MostSeen] + "…" : seen);
    }

    private static IEnumerable<Explanation> Leaves(Explanation of) => of.Parts.Count == 0 ? [of] : of.Parts.SelectMany(Leaves);
}
