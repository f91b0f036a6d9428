using System.Globalization;
using System.Text;

namespace Beckon.Templates.Rendering;

/// <summary>Collects what is rendered, up to a limit.</summary>
internal sealed class LimitedWriter : TextWriter
{
    /// <summary>Characters of one part. Mail programs show a tenth of it.</summary>
    public const int Limit = 1_000_000;

    private readonly StringBuilder _text = new(8 * 1024);

    public override Encoding Encoding => Encoding.UTF8;

    public override IFormatProvider FormatProvider => CultureInfo.InvariantCulture;

    public override void Write(char value)
    {
        _text.Append(value);
        Check();
    }

    public override void Write(string? value)
    {
        if (value is null) return;
        if (value.Length > Limit) Refuse();
        _text.Append(value);
        Check();
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        _text.Append(buffer);
        Check();
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    public void Clear() => _text.Clear();

    private void Check()
    {
        if (_text.Length > Limit) Refuse();
    }

    private static void Refuse() => throw new RenderLimitException("This part grows beyond 1,000,000 characters: shorten it or limit its lists.");
}
