using HandlebarsDotNet;

namespace Beckon.Templates.Rendering;

/// <summary><c>{{#product_feed "user_abandoned_items" limit=3}} … {{else}} … {{/product_feed}}</c>: a block for each product of a feed.</summary>
internal static class ProductFeed
{
    public const string Helper = "product_feed";

    public static void Write(in EncodedTextWriter output, in BlockHelperOptions options, in Arguments args)
    {
        var rows = Rows(args);
        if (rows.Length == 0)
        {
            options.Inverse(output, options.Frame);
            return;
        }
        using var frame = options.CreateFrame();
        var (block, writer) = (options, output);
        Sandbox.ForEach(frame, rows, row => block.Template(writer, row));
    }

    // "User abandoned items", as the editor's list calls it, is as good as the name in code.
    internal static string NameOf(string text) => text.Trim().ToLowerInvariant().Replace(' ', '_');

    private static TemplateObject[] Rows(in Arguments args)
    {
        var state = RenderState.Current;
        if (TemplateHelpers.At(args, 0) is not string text)
        {
            state.Report($"product_feed needs the name of a feed: {{{{#product_feed \"{ProductFeeds.UserAbandonedItems}\"}}}}.");
            return [];
        }
        var name = NameOf(text);
        if (!state.Context.Feeds.TryGetValue(name, out var items))
        {
            state.Report(name == ProductFeeds.UserAbandonedItems
                ? "The product feed User abandoned items is not offered here: it needs a connected source that names the products of a cart, and the plan Marketing Pro."
                : $"There is no product feed \"{name}\". The one there is: \"{ProductFeeds.UserAbandonedItems}\".");
            return [];
        }
        if (!state.Rows.TryGetValue(name, out var rows))
        {
            rows = TemplateValues.Rows(items, state.Context.Cart?.Currency ?? state.Context.Shop.Currency, state.Root);
            state.Rows.Add(name, rows);
        }
        return args.Hash.TryGetValue("limit", out var limit) && TemplateHelpers.TryNumber(limit, out var most) && most >= 0 && most < rows.Length
            ? rows[..(int)most]
            : rows;
    }
}
