using System.Collections.Frozen;

namespace Beckon.Templates.Rendering;

/// <summary>
/// Looks a template over before it is compiled: what the language's own messages say unclearly, and what this server does not do (partials,
/// depths that would exhaust it).
/// </summary>
internal sealed class TemplateScan
{
    private const int MostTags = 2_000;
    private const int Deepest = 20;

    private static readonly FrozenSet<string> Blocks =
        FrozenSet.ToFrozenSet(["if", "unless", "each", "with", ProductFeed.Helper], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Helpers = FrozenSet.ToFrozenSet(
        ["money", "date", "default", "upper", "lower", "eq", "ne", "gt", "gte", "lt", "lte", "and", "or", "not", "lookup"], StringComparer.Ordinal);

    private readonly string _part;
    private readonly List<TemplateProblem> _problems = [];
    private readonly Stack<TemplateTag> _open = new();

    public TemplateScan(string part, string source)
    {
        _part = part;
        Tags = TemplateTags.Find(source);
        if (Tags.Count > MostTags) Refuse(Tags[MostTags].Line, $"A part can hold {MostTags:N0} of {{{{…}}}}; this one has more.");
        else Check();
    }

    public List<TemplateTag> Tags { get; }

    public IReadOnlyList<TemplateProblem> Problems => _problems;

    /// <summary>Where a variable is first spoken of.</summary>
    public int? LineOf(string name)
    {
        foreach (var tag in Tags)
        {
            var at = tag.Text.IndexOf(name, StringComparison.Ordinal);
            if (at < 0) continue;
            var end = at + name.Length;
            if ((at == 0 || !IsWord(tag.Text[at - 1])) && (end == tag.Text.Length || !IsWord(tag.Text[end]))) return tag.Line;
        }
        return null;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private void Check()
    {
        foreach (var tag in Tags)
        {
            switch (tag.Kind)
            {
                case TagKind.Unclosed:
                    Refuse(tag.Line, "A {{ is never closed: add }} (and check the quotes between).");
                    break;
                case TagKind.RawBlock:
                    Refuse(tag.Line, "Four braces are not supported: use two, or three for a value that is HTML already.");
                    break;
                case TagKind.Partial:
                    Refuse(tag.Line, "Partials and inline blocks ({{> …}}, {{* …}}) are not supported: put their content here.");
                    break;
                case TagKind.Value:
                    CheckValue(tag);
                    break;
                case TagKind.Open:
                    Open(tag);
                    break;
                case TagKind.Else:
                    if (_open.Count == 0) Refuse(tag.Line, "{{else}} stands outside of any block.");
                    else if (tag.Arguments.Length > 0) CheckNesting(tag);
                    break;
                case TagKind.Close:
                    Close(tag);
                    break;
                case TagKind.Comment:
                    break;
            }
        }
        foreach (var tag in _open) Refuse(tag.Line, $"{{{{#{tag.Name}}}}} is never closed: add {{{{/{tag.Name}}}}}.");
    }

    private void CheckValue(TemplateTag tag)
    {
        if (tag.Text.Length == 0) Refuse(tag.Line, "{{}} is empty: name a variable between the braces.");
        else if (Blocks.Contains(tag.Name)) Refuse(tag.Line, $"{tag.Name} is a block: write {{{{#{tag.Name} …}}}} … {{{{/{tag.Name}}}}}.");
        else if (tag.Arguments.Length > 0 && !Helpers.Contains(tag.Name)) Refuse(tag.Line, NoHelper(tag.Name));
        else if (tag.Arguments.Length == 0 && Helpers.Contains(tag.Name)) Refuse(tag.Line, $"{tag.Name} needs a value: {{{{{tag.Name} …}}}}.");
        else CheckNesting(tag);
    }

    private void Open(TemplateTag tag)
    {
        _open.Push(tag);
        if (_open.Count == Deepest + 1) Refuse(tag.Line, $"Blocks can stand {Deepest} deep within each other; this one is deeper.");
        if (tag.Name.Length == 0) Refuse(tag.Line, "A block has no name after the #.");
        else if (Blocks.Contains(tag.Name) && tag.Arguments.Length == 0) Refuse(tag.Line, $"{{{{#{tag.Name}}}}} needs a value after its name.");
        else if (!Blocks.Contains(tag.Name) && tag.Arguments.Length > 0) Refuse(tag.Line, NoHelper(tag.Name));
        else if (Helpers.Contains(tag.Name)) Refuse(tag.Line, $"{tag.Name} is no block: write {{{{{tag.Name} …}}}} without #.");
        else CheckNesting(tag);
    }

    private void Close(TemplateTag tag)
    {
        if (!_open.TryPop(out var opened)) Refuse(tag.Line, $"{{{{/{tag.Name}}}}} closes nothing: there is no {{{{#{tag.Name}}}}} before it.");
        else if (opened.Name != tag.Name) Refuse(tag.Line, $"{{{{/{tag.Name}}}}} stands where {{{{/{opened.Name}}}}} must: {{{{#{opened.Name}}}}} of line {opened.Line} is still open.");
    }

    /// <summary>Brackets: balanced, few deep, and each with a helper first.</summary>
    private void CheckNesting(TemplateTag tag)
    {
        var depth = 0;
        var text = tag.Text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '"' or '\'')
            {
                i = text.IndexOf(text[i], i + 1);
                if (i >= 0) continue;
                Refuse(tag.Line, "A quotation mark is never closed.");
                return;
            }
            if (text[i] == ')') depth--;
            if (depth < 0 || text[i] != '(') continue;
            if (++depth > 5) break;
            var name = new TemplateTag(0, 0, 0, TagKind.Value, text[(i + 1)..].TrimStart()).Name.TrimEnd(')');
            if (!Helpers.Contains(name)) Refuse(tag.Line, NoHelper(name));
        }
        if (depth != 0) Refuse(tag.Line, depth > 5 ? "Brackets can stand five deep within each other." : "The brackets do not match.");
    }

    private static string NoHelper(string name) =>
        $"There is no helper {name}. There are {string.Join(", ", Helpers.Order(StringComparer.Ordinal))}; blocks are {string.Join(", ", Blocks.Order(StringComparer.Ordinal))}.";

    private void Refuse(int line, string sentence) => _problems.Add(new TemplateProblem(_part, line, sentence, Blocking: true));
}
