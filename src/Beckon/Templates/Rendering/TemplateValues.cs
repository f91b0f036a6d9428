using System.Text.Json;
using Beckon.Events;

namespace Beckon.Templates.Rendering;

/// <summary>Turns a <see cref="RenderContext"/> into the plain values that templates see. Their names are the language's public surface.</summary>
internal static class TemplateValues
{
    // A cart of a thousand lines is no e-mail.
    private const int MostRows = 100;

    public static TemplateObject Of(RenderContext context)
    {
        var root = new TemplateObject();
        var contact = Contact(context.Contact);
        root["contact"] = contact;
        foreach (var name in TopLevel) root[name] = contact.TryGet(name, out var value) ? value : null;
        root["shop"] = new TemplateObject
        {
            ["name"] = context.Shop.Name,
            ["currency"] = context.Shop.Currency,
            ["country"] = context.Shop.Country,
            ["timeZone"] = context.Shop.TimeZone,
        };
        root["cart"] = context.Cart is { } cart ? Cart(cart, context, root) : null;
        root["event"] = context.Event is { ValueKind: JsonValueKind.Object } said ? Said(said) : new TemplateObject { IsOpen = true };
        root["discount"] = new TemplateObject { ["code"] = context.DiscountCode };
        root["links"] = new TemplateObject { ["unsubscribeUrl"] = context.UnsubscribeUrl };
        root["now"] = context.Now;
        return root;
    }

    public static TemplateObject[] Rows(IReadOnlyList<LineItem> items, string? currency, TemplateObject root)
    {
        var rows = new TemplateObject[Math.Min(items.Count, MostRows)];
        for (var i = 0; i < rows.Length; i++) rows[i] = Row(items[i], currency, root);
        return rows;
    }

    private static readonly string[] TopLevel = ["firstName", "lastName", "email", "phone"];

    private static TemplateObject Contact(RenderContact contact) => new()
    {
        ["id"] = contact.Id,
        ["firstName"] = contact.FirstName?.Trim(),
        ["lastName"] = contact.LastName?.Trim(),
        ["email"] = contact.Email,
        ["phone"] = contact.Phone,
    };

    private static TemplateObject Cart(RenderCart cart, RenderContext context, TemplateObject root)
    {
        var currency = cart.Currency ?? context.Shop.Currency;
        return new TemplateObject
        {
            ["id"] = cart.Id,
            ["url"] = WebAddress(cart.Url),
            ["currency"] = currency,
            ["total"] = cart.Total ?? SumOf(cart.Items),
            ["itemCount"] = cart.Items.Sum(item => item.Quantity),
            ["abandonedAt"] = cart.AbandonedAt,
            ["items"] = Rows(cart.Items, currency, root),
        };
    }

    private static TemplateObject Row(LineItem item, string? currency, TemplateObject root) => new(root)
    {
        ["productId"] = item.ProductId,
        ["sku"] = item.Sku,
        ["name"] = item.Name,
        ["brand"] = item.Brand,
        ["category"] = item.Category,
        ["price"] = item.Price,
        ["quantity"] = item.Quantity,
        ["total"] = item.Price * item.Quantity,
        ["currency"] = currency,
        ["url"] = WebAddress(item.Url),
        ["imageUrl"] = WebAddress(item.ImageUrl),
        ["description"] = item.Description,
    };

    // What senders say is theirs to name; a list in it is rows, or the words that it holds.
    private static TemplateObject Said(JsonElement said)
    {
        var values = new TemplateObject { IsOpen = true };
        foreach (var property in said.EnumerateObject()) values[property.Name] = ValueOf(property.Value);
        return values;
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { } text && IsHarmless(text) ? text : null,
        JsonValueKind.Number => value.TryGetDecimal(out var number) ? number : value.GetRawText(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Object => Said(value),
        JsonValueKind.Array => ListOf([.. value.EnumerateArray().Take(MostRows)]),
        _ => null,
    };

    private static object? ListOf(JsonElement[] list) => Array.TrueForAll(list, one => one.ValueKind == JsonValueKind.Object)
        ? list.Select(Said).ToArray()
        : string.Join(", ", list.Where(one => one.ValueKind is JsonValueKind.String or JsonValueKind.Number));

    // Any of it may be put behind a link.
    private static bool IsHarmless(string text) => !Array.Exists(Scripts, scheme => text.AsSpan().TrimStart().StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] Scripts = ["javascript:", "vbscript:", "data:"];

    private static decimal? SumOf(IReadOnlyList<LineItem> items)
    {
        if (items.Count == 0) return null;
        decimal sum = 0;
        foreach (var item in items)
        {
            // Half a sum would be a wrong one.
            if (item.Price is not { } price) return null;
            sum += price * item.Quantity;
        }
        return sum;
    }

    // Addresses come from platforms; nothing but a web page belongs behind a link or picture of a message.
    private static string? WebAddress(string? url)
    {
        var trimmed = url?.Trim();
        return trimmed is not null
            && (trimmed.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            ? trimmed
            : null;
    }
}
