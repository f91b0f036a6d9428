using Beckon.Templates.Rendering;

namespace Beckon.Templates;

/// <summary>A template's content ready to be rendered, many times and from many threads.</summary>
public sealed class CompiledTemplate
{
    private readonly CompiledPart _subject;
    private readonly CompiledPart _preheader;
    private readonly CompiledPart _html;
    private readonly CompiledPart? _text;

    internal CompiledTemplate(TemplateContent content)
    {
        _subject = CompiledPart.Plain("subject", content.Subject);
        _preheader = CompiledPart.Plain("preheader", content.Preheader);
        _html = CompiledPart.Html(content.Html);
        _text = string.IsNullOrWhiteSpace(content.Text) ? TextOf(content.Html, _html) : CompiledPart.Plain("text", content.Text);
        Problems = [.. _subject.Problems, .. _preheader.Problems, .. _html.Problems, .. _text?.Problems ?? []];
    }

    /// <summary>Why it cannot be rendered; empty when it can.</summary>
    public IReadOnlyList<TemplateProblem> Problems { get; }

    /// <param name="context">For whom and about what.</param>
    /// <param name="explain">Also says what was missing: for previews, not for sending.</param>
    public RenderedEmail Render(RenderContext context, bool explain = false)
    {
        var state = new RenderState
        {
            Context = context,
            Money = MoneyFormat.Of(context.Shop.Country, context.Shop.Currency),
            Zone = TimeZoneInfo.FindSystemTimeZoneById(context.Shop.TimeZone),
            Root = TemplateValues.Of(context),
            Explains = explain,
        };
        var subject = OneLine(_subject.Render(state));
        var preheader = OneLine(_preheader.Render(state));
        var html = _html.Render(state);
        var text = _text is null ? PlainText.Of(html) : PlainText.Tidy(_text.Render(state));
        return new RenderedEmail(subject, preheader, Preheader.Insert(html, preheader), text, Problems.Count == 0 ? state.Problems : [.. Problems, .. state.Problems]);
    }

    // Null when the text has to be made of the finished HTML each time, because the template's blocks and tags interlock.
    private static CompiledPart? TextOf(string html, CompiledPart compiled)
    {
        if (compiled.Problems.Count > 0) return CompiledPart.Plain("text", "");
        var made = CompiledPart.Plain("text", PlainText.TemplateOf(html));
        return made.Problems.Count == 0 ? made : null;
    }

    private static string OneLine(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.Contains("  ", StringComparison.Ordinal)) return text.Trim();
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
