using System.Collections.Frozen;
using Beckon.Events.Catalogue;
using Beckon.Kernel;

namespace Beckon.Integrations.CustomWebhook;

/// <summary>What a mapping must look like.</summary>
public static class MappingRules
{
    private const int LongestName = 100;
    private const int LongestPlace = 500;
    private const int MostNames = 200;
    private const int MostFields = 200;

    /// <summary>Properties of the event are named freely.</summary>
    public const string Property = "properties.";

    private static readonly string[] OfItems = ["productId", "sku", "name", "brand", "category", "price", "discount", "quantity", "url", "imageUrl", "description"];

    /// <summary>What a field may mean, in the words of the events call.</summary>
    public static IReadOnlyList<string> Targets { get; } =
    [
        "messageId", "occurredAt", "status", "customerId", "email", "phone", "anonymousId", "firstName", "lastName",
        "cart.id", "cart.url", "cart.currency", "cart.total", "cart.items", .. OfItems.Select(field => $"cart.items.{field}"),
        "order.id", "order.status", "order.total", "order.currency", "order.placedAt", "order.items", .. OfItems.Select(field => $"order.items.{field}"),
    ];

    private static readonly FrozenSet<string> Known = Targets.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Each fault is named by the path of the setting.</summary>
    public static void Check(Faults faults, string path, string json)
    {
        if (!FieldMapping.TryParse(json, out var mapping))
        {
            faults.Add(path, "This is not a mapping: give the JSON that the page of the source writes.");
            return;
        }
        if (mapping.Name is { } name) CheckName(faults, path, name);
        foreach (var own in mapping.Names.Values) CheckName(faults, path, own);
        if (mapping.Names.Count > MostNames) faults.Add(path, $"At most {MostNames} names can be given.");
        if (mapping.Fields.Count > MostFields) faults.Add(path, $"At most {MostFields} fields can be mapped.");
        foreach (var (target, place) in mapping.Fields)
        {
            if (!Known.Contains(target) && !IsProperty(target)) faults.Add(path, $"There is nothing called {target} that a field could mean.");
            CheckPlace(faults, path, place);
        }
        foreach (var place in new[] { mapping.Each, mapping.NameAt })
        {
            if (place is not null) CheckPlace(faults, path, place);
        }
    }

    private static bool IsProperty(string target) =>
        target.StartsWith(Property, StringComparison.Ordinal) && target.Length > Property.Length && target.Length <= LongestName;

    private static void CheckName(Faults faults, string path, string name)
    {
        if (name.Trim().Length is 0 or > LongestName || name.Any(char.IsControl)) faults.Add(path, $"An event's name has 1 to {LongestName} characters.");
        else if (EventCatalogue.IsOwn(name)) faults.Add(path, $"Beckon itself tells {name}; choose another name.");
    }

    private static void CheckPlace(Faults faults, string path, string place)
    {
        if (place.Length > LongestPlace || (place.Length > 0 && place[0] != '/')) faults.Add(path, $"{place} is not a place in a body: it begins with a slash.");
    }
}
