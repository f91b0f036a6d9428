using HandlebarsDotNet;

namespace Beckon.Templates.Rendering;

/// <summary>One part of a template, ready to run; or why it cannot.</summary>
internal sealed class CompiledPart
{
    private readonly string _name;
    private readonly TemplateScan _scan;
    private readonly string? _constant;
    private readonly HandlebarsTemplate<TextWriter, object, object>? _run;

    private CompiledPart(string name, string source, bool escapes)
    {
        _name = name;
        _scan = new TemplateScan(name, source);
        Problems = _scan.Problems;
        if (Problems.Count > 0) return;
        if (_scan.Tags.Count == 0 && !source.Contains('\\', StringComparison.Ordinal))
        {
            _constant = source;
            return;
        }
        try
        {
            using var reader = new StringReader(source);
            _run = Language(escapes).Compile(reader);
        }
        catch (Exception exception) when (exception is HandlebarsException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException or FormatException)
        {
            Problems = [new TemplateProblem(name, LineIn(exception), $"This is not valid Handlebars: {SentenceOf(exception)}", Blocking: true)];
        }
    }

    public IReadOnlyList<TemplateProblem> Problems { get; }

    public static CompiledPart Html(string source) => new("html", source, escapes: true);

    public static CompiledPart Plain(string name, string source) => new(name, source, escapes: false);

    public string Render(RenderState state)
    {
        if (_constant is not null) return _constant;
        if (_run is null) return "";
        try
        {
            return state.Run(_name, _scan, writer => _run(writer, state.Root, null!));
        }
        catch (Exception exception) when (exception is RenderLimitException or HandlebarsException)
        {
            state.Problems.Add(new TemplateProblem(_name, null, exception.Message, Blocking: true));
            return "";
        }
    }

    // A language for each part: what it learns of a template (names, paths) goes when the template goes.
    private static IHandlebars Language(bool escapes)
    {
        var configuration = new HandlebarsConfiguration { NoEscape = !escapes, FormatProvider = System.Globalization.CultureInfo.InvariantCulture };
        configuration.FormatterProviders.Add(new PlainFormatter());
        configuration.ObjectDescriptorProviders.Add(new Sandbox());
        var language = Handlebars.Create(configuration);
        TemplateHelpers.Register(language);
        return language;
    }

    private static int? LineIn(Exception exception)
    {
        const string Mark = "Occured at: ";
        var at = exception.Message.LastIndexOf(Mark, StringComparison.Ordinal);
        if (at < 0) return null;
        var digits = exception.Message.AsSpan(at + Mark.Length);
        var end = digits.IndexOf(':');
        return end > 0 && int.TryParse(digits[..end], out var line) ? line : null;
    }

    private static string SentenceOf(Exception exception)
    {
        if (exception is not HandlebarsException) return "it could not be understood.";
        var end = exception.Message.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
