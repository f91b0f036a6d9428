namespace Beckon.Templates;

/// <summary>What a message says before it knows to whom: Handlebars in each part.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Preheader">What mail programs show beside the subject.</param>
/// <param name="Html">The HTML part; values are escaped in it.</param>
/// <param name="Text">The plain-text part; made from the HTML when empty.</param>
public sealed record TemplateContent(string Subject, string Preheader, string Html, string Text)
{
    /// <summary>Mail programs cut at about 100,000 characters; above this nobody means it.</summary>
    public const int LongestBody = 500_000;

    public const int LongestLine = 1_000;

    /// <summary>Whether it may show something of the event that began it all.</summary>
    internal bool SpeaksOfEvent => new[] { Subject, Preheader, Html, Text }.Any(part => part.Contains("event.", StringComparison.Ordinal));
}
