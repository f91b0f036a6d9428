namespace Beckon.Templates.Rendering;

/// <summary>Reads HTML piece by piece and knows whether the place after the last piece is inside a tag.</summary>
internal sealed class HtmlPlace
{
    private char _quote;
    private char _previous;

    public bool IsInTag { get; private set; }

    public void Read(ReadOnlySpan<char> piece)
    {
        foreach (var c in piece)
        {
            if (!IsInTag) IsInTag = _previous == '<' && (char.IsAsciiLetter(c) || c == '/');
            else if (_quote != '\0') _quote = c == _quote ? '\0' : _quote;
            else if (c == '>') IsInTag = false;
            else if (c is '"' or '\'' && IsAfterEquals()) _quote = c;
            // The "=" is remembered across the spaces that may follow it.
            if (!(char.IsWhiteSpace(c) && _previous == '=')) _previous = c;
        }
    }

    private bool IsAfterEquals() => _previous == '=';
}
