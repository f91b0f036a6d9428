using System.Text;
using Beckon.Events.Catalogue;
using Beckon.Kernel;

namespace Beckon.Tests.Events.Catalogue;

/// <summary>The catalogue as the page for developers shows it, between two marks of the page.</summary>
internal static class CataloguePage
{
    private const string Begin = "<!-- the catalogue begins -->\n";
    private const string End = "<!-- the catalogue ends -->";

    public static string Into(string page)
    {
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        return page[..from] + Write() + page[to..];
    }

    private static string Write()
    {
        var text = new StringBuilder();
        foreach (var group in EventCatalogue.All.GroupBy(type => type.Group))
        {
            text.Append('\n').Append("## ").Append(Heading(group.Key)).Append('\n');
            foreach (var type in group) Write(text, type);
        }
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, EventType type)
    {
        text.Append("\n### ").Append(type.Name).Append("\n\n").Append(type.Sentence);
        if (type.Subject == EventSubject.Product) text.Append(" It happens to a product: no person is named.");
        text.Append(Carries("cart", type.Cart)).Append(Carries("order", type.Order)).Append('\n');
        if (type.Statuses.Count > 0) text.Append("\n`status` is one of ").AppendJoin(", ", type.Statuses.Select(one => $"`{one}`")).Append(".\n");
        if (type.Properties.Count == 0) return;
        text.Append("\n| property | value | | example |\n|---|---|---|---|\n");
        foreach (var one in type.Properties)
        {
            var kind = one.Choices.Count > 0 ? string.Join(", ", one.Choices.Select(choice => $"`{choice}`")) : Kind(one);
            var needed = one.NeededFor is { } use ? $" **Needed for {use}.**" : "";
            text.Append("| `").Append(one.Name).Append("` | ").Append(kind).Append(" | ").Append(one.Sentence).Append(needed)
                .Append(" | `").Append(one.Example).Append("` |\n");
        }
    }

    private static string Carries(string part, Carried carried) => carried switch
    {
        Carried.Never => "",
        Carried.Optional => $" It may come with a `{part}`.",
        Carried.Required => $" It comes with its `{part}`.",
    };

    private static string Kind(PropertyType type) => type.Kind switch
    {
        PropertyKind.Id => "text or number",
        PropertyKind.Money => "amount",
        PropertyKind.Amount => "amount, as number or text",
        PropertyKind.Quantity => type.Unit is { } unit ? $"number of {unit}" : "number, 0 or more",
        PropertyKind.Number => type.Unit is { } unit ? $"number ({unit})" : "number",
        PropertyKind.Flag => "true or false",
        PropertyKind.Time => "time, ISO 8601",
        PropertyKind.Day => "day, ISO 8601",
        PropertyKind.Url => "http or https address",
        PropertyKind.Text or PropertyKind.List => Words.Of(type.Kind),
    };

    private static string Heading(EventGroup group) => group switch
    {
        EventGroup.Order => "Orders",
        EventGroup.Ecommerce => "Carts and checkouts",
        EventGroup.Behaviour => "On the site",
        EventGroup.Customer => "Customers",
        EventGroup.Inventory => "Products",
        EventGroup.Other => "In the store",
        EventGroup.OrderStatus => "Of the Add orders call",
        EventGroup.Message => "Told by Beckon",
        EventGroup.Identity => "Who is who",
        EventGroup.Audience => "Audiences",
    };
}
