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
            Read("your-cart-is-waiting.html"),
            "")),
    ];

    /// <summary>A plain letter: a heading, a paragraph that begins after the greeting, and a button where there is a cart to go back to.</summary>
    public static TemplateContent Note(string subject, string heading, string text, string button = "Go back to your cart") => new(
        subject,
        "",
        Read("note.html").Replace("[[heading]]", heading, StringComparison.Ordinal).Replace("[[text]]", text, StringComparison.Ordinal).Replace("[[button]]", button, StringComparison.Ordinal),
        "");

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
