using Beckon.Events.Discoveries;

namespace Beckon.Events.Catalogue;

/// <summary>A property of the events of a name, for those who filter by it.</summary>
/// <param name="Name">Of a property in an object: <c>cart.total</c>.</param>
/// <param name="Shape">How to compare it: as the catalogue has it, else as most values look.</param>
/// <param name="Declared">What the catalogue says of it; null for what a sender added.</param>
/// <param name="Seen">What came in under this name; null when nothing did.</param>
public sealed record EventProperty(string Name, PropertyShape Shape, PropertyType? Declared, PropertySeen? Seen)
{
    /// <summary>First those of the catalogue, in its order, then the others, the most frequent first.</summary>
    public static List<EventProperty> Of(IReadOnlyList<PropertyType> declared, IReadOnlyList<SeenProperty> seen)
    {
        var came = seen.ToDictionary(one => one.Name, StringComparer.Ordinal);
        return
        [
            .. declared.Select(type => new EventProperty(type.Name, ShapeOf(type.Kind), type, PropertySeen.Of(came.GetValueOrDefault(type.Name)))),
            .. seen.Where(one => declared.All(type => type.Name != one.Name))
                .Select(one => new EventProperty(one.Name, MostOf(one.Counts), null, PropertySeen.Of(one))),
        ];
    }

    private static PropertyShape ShapeOf(PropertyKind kind) => kind switch
    {
        PropertyKind.Text or PropertyKind.Id or PropertyKind.Url => PropertyShape.Text,
        PropertyKind.Number or PropertyKind.Money or PropertyKind.Quantity or PropertyKind.Amount => PropertyShape.Number,
        PropertyKind.Flag => PropertyShape.Flag,
        PropertyKind.Time or PropertyKind.Day => PropertyShape.Date,
        PropertyKind.List => PropertyShape.List,
    };

    private static PropertyShape MostOf(long[] counts) => (PropertyShape)Array.IndexOf(counts, counts.Max());
}

/// <summary>What came in under a property's name. Of frequent events not all are looked into.</summary>
/// <param name="Count">How many of the events that were looked into had it.</param>
/// <param name="Share">In how many of a hundred.</param>
/// <param name="Shapes">What its values looked like, the most frequent first.</param>
/// <param name="Examples">Values that several people's events had; never of what names a person.</param>
/// <param name="FirstSeenAt">When the first arrived.</param>
/// <param name="LastSeenAt">When the last arrived.</param>
public sealed record PropertySeen(
    long Count, double Share, IReadOnlyList<ShapeSeen> Shapes, IReadOnlyList<string> Examples, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt)
{
    public static PropertySeen? Of(SeenProperty? seen)
    {
        if (seen is null) return null;
        var count = seen.Counts.Sum();
        var share = seen.LookedAt == 0 ? 0 : Math.Min(100, Math.Round(100.0 * count / seen.LookedAt, 1));
        return new(
            count, share,
            [.. seen.Counts.Select((many, index) => new ShapeSeen((PropertyShape)index, many)).Where(one => one.Count > 0).OrderByDescending(one => one.Count)],
            seen.Examples, seen.FirstAt, seen.LastAt);
    }
}

/// <summary>How many values looked like this.</summary>
/// <param name="Shape">What they looked like.</param>
/// <param name="Count">How many.</param>
public sealed record ShapeSeen(PropertyShape Shape, long Count);
