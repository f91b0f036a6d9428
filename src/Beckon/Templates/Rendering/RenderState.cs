using System.Globalization;

namespace Beckon.Templates.Rendering;

/// <summary>
/// What one rendering keeps in mind: how to write money and days, what was missing, and how much it may still do. Helpers of the template
/// language know no caller, and rendering is synchronous, so it belongs to the thread for its duration.
/// </summary>
internal sealed class RenderState
{
    // A list of 100 products in a list of 100 products is 10,000 steps; more is a mistake or an attack.
    private const int MostSteps = 50_000;
    private const int MostReports = 50;

    [ThreadStatic]
    private static RenderState? _current;

    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private int _steps;
    private string _part = "";
    private TemplateScan? _scan;

    public static RenderState Current => _current ?? throw new InvalidOperationException("Nothing is being rendered on this thread.");

    public required RenderContext Context { get; init; }

    public required MoneyFormat Money { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required TemplateObject Root { get; init; }

    public CultureInfo Culture => Money.Culture;

    public LimitedWriter Writer { get; } = new();

    /// <summary>Products of a feed as templates see them, made once however many parts show them.</summary>
    public Dictionary<string, TemplateObject[]> Rows { get; } = new(StringComparer.Ordinal);

    public List<TemplateProblem> Problems { get; } = [];

    /// <summary>Whether anybody reads the problems: sending needs only the blocking ones.</summary>
    public bool Explains { get; init; }

    public string Run(string part, TemplateScan scan, Action<LimitedWriter> render)
    {
        var outer = _current;
        _current = this;
        _part = part;
        _scan = scan;
        _steps = 0;
        Writer.Clear();
        try
        {
            render(Writer);
            return Writer.Take();
        }
        finally
        {
            _current = outer;
        }
    }

    public void Step()
    {
        if (++_steps > MostSteps) throw new RenderLimitException("This part does too much: it has lists within lists, or far too many of them.");
    }

    /// <summary>There is no variable of this name at all.</summary>
    public void NoteUnknown(string name)
    {
        if (Explains) _unknown.Add(name);
    }

    /// <summary>A variable was to be shown and had no value.</summary>
    public void NoteMissing(string name)
    {
        if (!Explains) return;
        Report(_unknown.Contains(name)
            ? $"There is no variable {name}; nothing is shown in its place. Check the spelling."
            : $"{name} is empty for this contact, so nothing is shown. {{{{default {name} \"…\"}}}} gives a word to use instead.",
            _scan?.LineOf(name));
    }

    /// <summary>Says something that does not stop the message.</summary>
    public void Report(string sentence, int? line = null)
    {
        if (Problems.Count >= MostReports || !Explains) return;
        var problem = new TemplateProblem(_part, line, sentence, Blocking: false);
        if (!Problems.Contains(problem)) Problems.Add(problem);
    }
}
