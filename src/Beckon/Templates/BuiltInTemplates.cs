using System.Reflection;

namespace Beckon.Templates;

/// <summary>The templates that every workspace begins with.</summary>
public static class BuiltInTemplates
{
    public static IReadOnlyList<BuiltInTemplate> All { get; } =
    [
        new("You left something behind", new TemplateContent(
            "{{#if firstName}}{{firstName}}, you{{else}}You{{/if}} left something behind",
            "Your cart is saved. Pick up where you left off.",
            Read("left-something-behind.html"),
            "")),
        new("Your cart is waiting (without products)", new TemplateContent(
            "Your cart at {{shop.name}} is waiting",
            "Everything is still in it.",
            Letter(
                "Your cart is waiting",
                ["you put something into your cart at {{shop.name}} and did not get to the end. Nothing is lost: everything is still in it.", "Finish whenever it suits you. It takes a minute."],
                "Finish your order", "you left items in your cart at {{shop.name}}"),
            "")),
    ];

    /// <summary>A plain letter: a heading, a paragraph that goes on after the greeting, and a button where there is a cart to go back to.</summary>
    public static TemplateContent Note(string subject, string text) =>
        new(subject, "", Letter(subject, [text], "Go back to your cart", "you are a customer of {{shop.name}}"), "");

    /// <summary>News of a product: a heading, a paragraph that goes on after the greeting, the product that the flow began with, and a button to it.</summary>
    public static TemplateContent ProductNews(string subject, string heading, string text) =>
        new(subject, "", Letter(heading, [text], "See it in the shop", "you are a customer of {{shop.name}}", ofProduct: true), "");

    private static string Letter(string heading, IReadOnlyList<string> paragraphs, string button, string why, bool ofProduct = false) => Read("letter.html")
        .Replace("[[heading]]", heading, StringComparison.Ordinal)
        .Replace("[[paragraphs]]", string.Join("\n              ", paragraphs.Select(Paragraph)), StringComparison.Ordinal)
        .Replace("[[product]]", ofProduct ? Read("product.html") : "", StringComparison.Ordinal)
        .Replace("[[target]]", ofProduct ? "event.url" : "cart.url", StringComparison.Ordinal)
        .Replace("[[button]]", button, StringComparison.Ordinal)
        .Replace("[[why]]", why, StringComparison.Ordinal);

    private static string Paragraph(string text, int index) =>
        $"""<p class="soft" style="margin:{(index == 0 ? 16 : 12)}px 0 0;font-size:16px;line-height:25px;color:#565c60">{(index == 0 ? "Hi {{default firstName \"there\"}}, " : "")}{text}</p>""";

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Beckon.Templates." + name)
            ?? throw new InvalidOperationException($"The built-in template {name} is missing from the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>A template that comes with the program; of the category Abandon Cart.</summary>
public sealed record BuiltInTemplate(string Name, TemplateContent Content);
