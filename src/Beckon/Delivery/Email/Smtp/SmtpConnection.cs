using System.Buffers;
using System.Text;

namespace Beckon.Delivery.Email.Smtp;

/// <summary>
/// A signed-in connection that sends one message at a time: envelope (one write when the server pipelines), then content.
/// It knows at every moment whether the server may have taken the message.
/// </summary>
internal sealed class SmtpConnection(SmtpWire wire, SmtpCapabilities offered, SmtpOptions options) : IDisposable
{
    // The end of a large message goes in a write of its own: a connection lost before that write is known to be no doubt.
    private const int Tail = 16 * 1024;
    private const int KeptBuffer = 1024 * 1024;
    private static readonly TimeSpan QuitTimeout = TimeSpan.FromSeconds(2);

    private ArrayBufferWriter<byte> _content = new(16 * 1024);
    private int _sent;
    private bool _broken;
    private bool _needsReset;
    private bool _inDoubt;
    private SmtpPhase _phase;

    public bool IsEncrypted => wire.IsEncrypted;

    /// <summary>When the pool last took it back; the pool's own note.</summary>
    public long IdleSince { get; set; }

    /// <summary>Fit for another message, as far as is known without asking the server.</summary>
    public bool IsUsable => !_broken && _sent < options.MaxMessagesPerConnection && wire.IsQuiet;

    public async Task<SmtpSendResult> SendAsync(EmailMessage message, CancellationToken ct)
    {
        MimeWriter.WriteChecked(message, _content);
        _sent++;
        _inDoubt = false;
        _phase = SmtpPhase.Sender;
        var finished = false;
        try
        {
            var result = FindTooLarge() ?? await BeginAsync(message, ct) ?? await TransferAsync(ct);
            finished = true;
            return result;
        }
        catch (IOException e)
        {
            return _inDoubt ? SmtpSendResult.InDoubt(e.Message) : SmtpSendResult.Lost(_phase, $"{e.Message} The message was not sent and can be tried again.");
        }
        finally
        {
            _broken |= !finished;
            Empty(ref _content);
        }
    }

    /// <summary>Says QUIT and lets the server hang up first, so that it never counts one connection too many; waits only briefly.</summary>
    public async Task CloseAsync()
    {
        try
        {
            if (_broken) return;
            using (wire.Within(QuitTimeout, CancellationToken.None))
            {
                wire.Output.Write("QUIT\r\n"u8);
                await wire.FlushAsync();
                await wire.ReadReplyAsync();
                await wire.ReadToEndAsync();
            }
        }
        catch (IOException)
        {
            // The server was gone already, which is what was wanted.
            _broken = true;
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose() => wire.Dispose();

    private SmtpSendResult? FindTooLarge() => offered.MaxSize > 0 && _content.WrittenCount > offered.MaxSize
        ? new(SmtpOutcome.RejectedPermanently, SmtpPhase.Content, $"The message has {_content.WrittenCount:n0} bytes, but the server takes at most {offered.MaxSize:n0}: make it smaller.")
        : null;

    /// <summary>MAIL, RCPT and DATA; null when the server is ready for the content.</summary>
    private async ValueTask<SmtpSendResult?> BeginAsync(EmailMessage message, CancellationToken ct)
    {
        using var deadline = wire.Within(options.CommandTimeout, ct);
        if (_needsReset) await ResetAsync();
        SmtpSendResult? refusal = null;
        foreach (var step in QueueCommands(message))
        {
            if (!offered.Pipelining) await wire.WriteAsync(wire.Output.WrittenMemory[step.Start..step.End]);
            else if (step.Start == 0) await wire.WriteAsync(wire.Output.WrittenMemory);

            _phase = step.Phase;
            var reply = await wire.ReadReplyAsync();
            var accepted = step.IsData ? reply.Code == 354 : reply.IsPositive;
            // An accepted DATA after a refusal would begin an empty message, and 421 means that the server hangs up.
            if (reply.IsClosing || (step.IsData && accepted && refusal is not null)) _broken = true;
            if (!accepted && refusal is null) refusal = Refuse(step.Phase, reply);
            if (_broken || (refusal is not null && !offered.Pipelining)) break;
        }
        wire.Output.ResetWrittenCount();
        _needsReset = refusal is not null;
        return refusal;
    }

    /// <summary>Clears what a refused message left behind.</summary>
    private async ValueTask ResetAsync()
    {
        wire.Output.ResetWrittenCount();
        wire.Output.Write("RSET\r\n"u8);
        await wire.FlushAsync();
        if (await wire.ReadReplyAsync() is { IsPositive: false } reply) throw new IOException($"The server answered RSET with {reply}.");
    }

    private List<Step> QueueCommands(EmailMessage message)
    {
        var output = wire.Output;
        output.ResetWrittenCount();
        var steps = new List<Step>(3);
        var size = offered.Size ? $" SIZE={_content.WrittenCount}" : "";
        Queue(SmtpPhase.Sender, $"MAIL FROM:<{(message.ReturnPath ?? message.From).ToWire()}>{size}");
        Queue(SmtpPhase.Recipient, $"RCPT TO:<{message.To.ToWire()}>");
        // BDAT waits for the recipient's answer, so that a stale connection shows before any content is out.
        if (!offered.Chunking) Queue(SmtpPhase.Content, "DATA", isData: true);
        return steps;

        void Queue(SmtpPhase phase, string command, bool isData = false)
        {
            var start = output.WrittenCount;
            Encoding.ASCII.GetBytes(command, output);
            output.Write("\r\n"u8);
            steps.Add(new(phase, start, output.WrittenCount, isData));
        }
    }

    private async ValueTask<SmtpSendResult> TransferAsync(CancellationToken ct)
    {
        _phase = SmtpPhase.Content;
        var output = wire.Output;
        output.ResetWrittenCount();
        if (offered.Chunking)
        {
            Encoding.ASCII.GetBytes($"BDAT {_content.WrittenCount} LAST\r\n", output);
            output.Write(_content.WrittenSpan);
        }
        else
        {
            DotStuffing.Write(output, _content.WrittenSpan);
        }
        var bytes = output.WrittenMemory;
        if (bytes.Length > Tail)
        {
            using (wire.Within(options.DataTimeout, ct)) await wire.WriteAsync(bytes[..^Tail]);
            bytes = bytes[^Tail..];
        }
        ct.ThrowIfCancellationRequested();
        using var deadline = wire.Within(options.DataTimeout, ct, options.CancelGrace);
        _inDoubt = true;
        await wire.WriteAsync(bytes);
        var reply = await wire.ReadReplyAsync();
        if (reply.Code is >= 300 and < 400) throw new IOException($"The server answered the message with {reply}.");

        output.ResetWrittenCount();
        if (output.Capacity > KeptBuffer) output.Clear();
        _broken |= reply.IsClosing;
        _needsReset = !reply.IsPositive;
        return reply.IsPositive ? SmtpSendResult.Accepted(reply) : Refuse(SmtpPhase.Content, reply);
    }

    private static SmtpSendResult Refuse(SmtpPhase phase, SmtpReply reply)
    {
        if (!reply.IsTransient && !reply.IsPermanent) throw new IOException($"The server answered out of turn with {reply}.");
        return SmtpSendResult.Refused(phase, reply);
    }

    private static void Empty(ref ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > KeptBuffer) buffer = new(16 * 1024);
        else buffer.ResetWrittenCount();
    }

    private readonly record struct Step(SmtpPhase Phase, int Start, int End, bool IsData);
}
