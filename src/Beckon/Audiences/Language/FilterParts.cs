namespace Beckon.Audiences.Language;

/// <summary>Goes through a filter.</summary>
public static class FilterParts
{
    /// <summary>What a filter directly holds.</summary>
    public static IReadOnlyList<Filter> Parts(this Filter filter) => filter switch
    {
        AllOf all => all.Of,
        AnyOf any => any.Of,
        NoneOf none => none.Of,
        AudienceCondition { Meaning: { } meaning } => [meaning],
        _ => [],
    };

    /// <summary>The filter and everything in it.</summary>
    public static IEnumerable<Filter> Whole(this Filter filter) => filter.Parts().SelectMany(Whole).Prepend(filter);

    /// <summary>The audiences that it names, as it is written.</summary>
    public static IEnumerable<string> Audiences(this Filter filter) => filter.Whole().OfType<AudienceCondition>().Select(one => one.Audience);

    /// <summary>With each audience in it given its meaning.</summary>
    public static Filter WithMeanings(this Filter filter, Func<string, Filter?> meaningOf) => filter switch
    {
        AllOf all => new AllOf([.. all.Of.Select(part => part.WithMeanings(meaningOf))]),
        AnyOf any => new AnyOf([.. any.Of.Select(part => part.WithMeanings(meaningOf))]),
        NoneOf none => new NoneOf([.. none.Of.Select(part => part.WithMeanings(meaningOf))]),
        AudienceCondition named => named with { Meaning = meaningOf(named.Audience) },
        _ => filter,
    };
}
