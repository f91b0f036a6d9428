using System.Text;

namespace Beckon.Templates.Rendering;

/// <summary>Joins the words of HTML into lines: spaces run together, blocks begin on new lines.</summary>
internal sealed class PlainTextWriter
{
    private readonly StringBuilder _text = new();
    private int _newLines;
    private bool _space;
    private bool _atLineStart = true;

    /// <summary>How many characters and values a reader sees so far.</summary>
    public int Shown { get; private set; }

    public void Words(string text)
    {
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\r' or '\n' or '\f' or '\u00a0')
            {
                _space = true;
                continue;
            }
            // Fillers of hidden preheaders and soft hyphens say nothing.
            if (c is '\u200c' or '\u034f' or '\u00ad') continue;
            Break();
            if (_space && !_atLineStart) _text.Append(' ');
            _space = false;
            _atLineStart = false;
            _text.Append(c);
            Shown++;
        }
    }

    /// <summary>A tag of the template: it takes no room, so the space or line break before it stays before it.</summary>
    public void Verbatim(string tag)
    {
        Break();
        if (_space && !_atLineStart) _text.Append(' ');
        _space = false;
        _text.Append(tag);
        // A value is a word like any other; a block only surrounds words.
        if (tag.Length <= 2 || tag[2] is '#' or '/' or '^' or '!' || tag.StartsWith("{{else", StringComparison.Ordinal)) return;
        _atLineStart = false;
        Shown++;
    }

    public void Space() => _space = true;

    public void Line() => _newLines = Math.Max(_newLines, 1);

    public void Paragraph() => _newLines = 2;

    public bool EndsWith(string end)
    {
        if (_text.Length < end.Length) return false;
        for (var i = 0; i < end.Length; i++)
        {
            if (_text[_text.Length - end.Length + i] != end[i]) return false;
        }
        return true;
    }

    public override string ToString() => _text.ToString();

    private void Break()
    {
        if (_newLines == 0) return;
        if (!_atLineStart || _newLines == 2 && _text.Length > 0) _text.Append('\n', _newLines);
        _newLines = 0;
        _space = false;
        _atLineStart = true;
    }
}
