using Beckon.Audiences.Language;

namespace Beckon.Audiences.Matching;

/// <summary>What must be known of a contact to say whether it fits certain filters.</summary>
public sealed class FactsNeeded
{
    private readonly HashSet<(string Name, string Status)> _traits = [];

    public IReadOnlyCollection<(string Name, string Status)> Traits => _traits;

    /// <summary>Names of events whose history is looked into, each from which moment on; null: from the beginning.</summary>
    public Dictionary<string, DateTimeOffset?> Events { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of them whose properties are looked into.</summary>
    public HashSet<string> WithProperties { get; } = new(StringComparer.Ordinal);

    public bool Consents { get; private set; }
    public bool Suppressions { get; private set; }
    public bool Fields { get; private set; }

    /// <summary>Where they are, whatever says so.</summary>
    public bool Zone { get; private set; }
    public bool Groups { get; private set; }
    public bool Orders { get; private set; }

    /// <summary>Those too that are not DELIVERED now: they may have been.</summary>
    public bool OrdersOfAnyStatus { get; private set; }

    public bool Rfm { get; private set; }
    public bool Predictions { get; private set; }
    public bool Loyalty { get; private set; }
    public bool AbandonedItems { get; private set; }

    public static FactsNeeded Of(IEnumerable<Filter> filters, Today today)
    {
        var needed = new FactsNeeded();
        foreach (var filter in filters) needed.Add(filter, today);
        return needed;
    }

    /// <summary>What must be known to say it of any moment since the one at which it is asked: the history of what otherwise is only counted, too.</summary>
    public static FactsNeeded OfHistory(IEnumerable<Filter> filters, Today today)
    {
        var needed = Of(filters, today);
        foreach (var (name, _) in needed._traits) needed.Events[name] = null;
        (needed.Orders, needed.OrdersOfAnyStatus) = (true, true);
        return needed;
    }

    private void Add(Filter filter, Today today)
    {
        switch (filter)
        {
            case EventCondition e when EventRules.ByTrait(e): _traits.Add((e.Event, e.Status ?? "")); break;
            case EventCondition e: Add(e, Window.Of(EventRules.WindowOf(e), today).From); break;
            case OrderCondition o: Orders |= !OrderMatch.ByStatistics(o); break;
            case FieldCondition f: (Fields, Zone) = (true, Zone || f.Field == ContactFacts.ZoneField); break;
            case ListCondition or TagCondition: Groups = true; break;
            case ConsentCondition: Consents = true; break;
            case ReachableCondition: (Consents, Suppressions) = (true, true); break;
            case RfmCondition: Rfm = true; break;
            case PredictionCondition: Predictions = true; break;
            case LoyaltyCondition: Loyalty = true; break;
            case AbandonedItemCondition: AbandonedItems = true; break;
        }
        foreach (var part in filter.Parts()) Add(part, today);
    }

    private void Add(EventCondition e, DateTimeOffset? from)
    {
        if (e.Where is { Count: > 0 } || e.Property is not null) WithProperties.Add(e.Event);
        if (!Events.TryGetValue(e.Event, out var known)) Events.Add(e.Event, from);
        else if (from is null || from < known) Events[e.Event] = known is null ? null : from;
    }
}
