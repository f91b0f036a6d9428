using System.Globalization;

namespace Beckon.Bench;

/// <summary>Memory of processes, pages that they share counted once (the proportional set size of proc(5)).</summary>
public static class Memory
{
    public static (long Server, long Database) Megabytes(int server, int postgres)
    {
        var sum = Kilobytes(postgres);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && CpuTime.ParentOf(id) == postgres) sum += Kilobytes(id);
        }
        return (Kilobytes(server) >> 10, sum >> 10);
    }

    private static long Kilobytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/smaps_rollup").FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[4..^2].Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
