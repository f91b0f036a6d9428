using System.Globalization;

namespace Beckon.Server.Commands;

/// <summary>Sends the events of a file and says what became of them.</summary>
internal static class SendFile
{
    public static async Task<int> RunAsync(Remote remote, (long Skip, bool Quiet) options, IAsyncEnumerable<FileRecord> events, CancellationToken ct)
    {
        var progress = new Progress("records", options.Quiet, TimeProvider.System);
        var sender = new EventSender(remote, progress, TimeProvider.System);
        await sender.SendAsync(events, options.Skip, ct);
        progress.End(
            sender.Refused == 0
                ? string.Create(CultureInfo.InvariantCulture, $"Beckon has {sender.Sent:n0} events on disk.")
                : string.Create(CultureInfo.InvariantCulture, $"Beckon has {sender.Sent:n0} events on disk; {sender.Refused:n0} records were refused."));
        return sender.Refused == 0 ? ExitCode.Done : ExitCode.SomeRefused;
    }
}
