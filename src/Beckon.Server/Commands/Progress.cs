using System.Globalization;

namespace Beckon.Server.Commands;

/// <summary>Says on the error output how far a command is: in one line that changes on a terminal, now and then elsewhere.</summary>
internal sealed class Progress(string what, bool quiet, TimeProvider time)
{
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private readonly long _began = time.GetTimestamp();
    private long _said = time.GetTimestamp();

    private TimeSpan Pace => _terminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(10);

    public void Tell(long done)
    {
        if (quiet || time.GetElapsedTime(_said) < Pace) return;
        _said = time.GetTimestamp();
        var seconds = Math.Max(time.GetElapsedTime(_began).TotalSeconds, 0.001);
        Write(string.Create(CultureInfo.InvariantCulture, $"{done:n0} {what}, {done / seconds:n0} a second"));
    }

    public void Tell(string sentence)
    {
        if (quiet || time.GetElapsedTime(_said) < Pace) return;
        _said = time.GetTimestamp();
        Write(sentence);
    }

    /// <summary>The last line, which stays.</summary>
    public void End(string sentence)
    {
        if (_terminal) Console.Error.Write("\r\e[K");
        if (!quiet) Console.Error.WriteLine(sentence);
    }

    private void Write(string sentence)
    {
        if (_terminal) Console.Error.Write($"\r\e[K{sentence}");
        else Console.Error.WriteLine(sentence);
    }
}
