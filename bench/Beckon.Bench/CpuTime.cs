using System.Globalization;

namespace Beckon.Bench;

/// <summary>Seconds of processor time: unlike the time on the clock, it says much the same on a machine that is busy with other things.</summary>
public readonly record struct CpuTime(double Server, double Database, double Senders)
{
    private const double TicksPerSecond = 100;

    public static CpuTime operator -(CpuTime a, CpuTime b) => new(a.Server - b.Server, a.Database - b.Database, a.Senders - b.Senders);

    public static double Of(int process) => Read(process) is { } times ? times.Own : 0;

    public static double OfFamily(int parent)
    {
        var sum = Read(parent) is { } own ? own.Own + own.Ended : 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && Read(id) is { } times && times.Parent == parent) sum += times.Own;
        }
        return sum;
    }

    public static int? ParentOf(int process) => Read(process)?.Parent;

    // Fields of /proc/<pid>/stat after the name, which may hold anything and ends with the last bracket (proc(5)).
    private static (int Parent, double Own, double Ended)? Read(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            double Seconds(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerSecond;
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), Seconds(11) + Seconds(12), Seconds(13) + Seconds(14));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
