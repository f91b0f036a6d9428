namespace Beckon.Templates.Rendering;

/// <summary>One <c>{{…}}</c> of a template: where it stands and what is between the braces.</summary>
internal readonly record struct TemplateTag(int Start, int End, int Line, TagKind Kind, string Text)
{
    /// <summary>The first word, without the sign of a block.</summary>
    public string Name => FirstWord(Text);

    /// <summary>What follows the first word.</summary>
    public string Arguments => Text[Name.Length..].Trim();

    private static string FirstWord(string text)
    {
        var end = text.AsSpan().IndexOfAny(" \t\r\n(");
        return end < 0 ? text : text[..end];
    }
}

/// <summary>What a tag does.</summary>
internal enum TagKind
{
    Value,
    Open,
    Close,
    Else,
    Comment,
    Partial,
    RawBlock,
    Unclosed,
}
