using System.Buffers;
using System.Net.Security;
using System.Text;

namespace Beckon.Tests.Delivery.Email;

/// <summary>One conversation of the <see cref="FakeSmtpServer"/>; answers are held back while more commands are waiting, as real servers do.</summary>
internal sealed class FakeSmtpSession(FakeSmtpServer server, Stream stream, int number, CancellationToken stop)
{
    private readonly ArrayBufferWriter<byte> _content = new();
    private readonly StringBuilder _replies = new();
    private Stream _stream = stream;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private string _sender = "";
    private string _recipient = "";
    private bool _signedIn;

    public async Task RunAsync()
    {
        if (server.ImplicitTls) await EncryptAsync();
        var open = await AnswerAsync("connect", "220 fake.test ESMTP");
        while (open && await ReadLineAsync() is { } line)
        {
            if (server.KeepsMessages) server.Commands.Enqueue(line);
            open = await HandleAsync(line);
        }
        await FlushAsync();
    }

    private async Task<bool> HandleAsync(string line)
    {
        var verb = line.Split(' ', ':')[0].ToUpperInvariant();
        switch (verb)
        {
            case "EHLO":
                return await AnswerAsync("EHLO", Hello());
            case "STARTTLS":
                if (!await AnswerAsync("STARTTLS", "220 2.0.0 Go ahead")) return false;
                await FlushAsync();
                await EncryptAsync();
                return true;
            case "AUTH":
                return await AuthAsync(line);
            case "MAIL" when server.Account is not null && !_signedIn:
                return await AnswerAsync("MAIL", "530 5.7.0 Authentication required");
            case "MAIL" when _sender.Length > 0:
                return await AnswerAsync("nested", "503 5.5.1 Nested MAIL: RSET first");
            case "MAIL":
                return await EnvelopeAsync("MAIL", () => _sender = Address(line));
            case "RCPT" when _sender.Length == 0:
                return await AnswerAsync("RCPT", "503 5.5.1 MAIL first");
            case "RCPT":
                return await EnvelopeAsync("RCPT", () => _recipient = Address(line));
            case "DATA" or "BDAT" when _recipient.Length == 0:
                if (verb == "BDAT") await ReadExactlyAsync(SizeOf(line));
                return await AnswerAsync(verb, "503 5.5.1 RCPT first");
            case "DATA":
                return await AnswerAsync("DATA", "354 Go on") && await ReadContentAsync(_replies.ToString().EndsWith("354 Go on\r\n", StringComparison.Ordinal), null);
            case "BDAT":
                return await ReadContentAsync(true, SizeOf(line));
            case "RSET":
                (_sender, _recipient) = ("", "");
                return await AnswerAsync("RSET", "250 2.0.0 Flushed");
            case "QUIT":
                await AnswerAsync("QUIT", "221 2.0.0 Bye");
                return false;
            default:
                return await AnswerAsync(verb, "250 2.0.0 OK");
        }
    }

    private async Task<bool> EnvelopeAsync(string verb, Action accept)
    {
        var before = _replies.Length;
        var open = await AnswerAsync(verb, "250 2.1.0 OK");
        if (_replies.Length > before && _replies[before] == '2') accept();
        return open;
    }

    private async Task<bool> AuthAsync(string line)
    {
        var words = line.Split(' ');
        var given = "";
        if (words[1] == "PLAIN")
        {
            given = Decode(words[2]);
        }
        else
        {
            foreach (var prompt in (string[])["VXNlcm5hbWU6", "UGFzc3dvcmQ6"])
            {
                _replies.Append("334 ").Append(prompt).Append("\r\n");
                given += "\0" + Decode(await ReadLineAsync() ?? "");
            }
        }
        _signedIn = server.Account is { } account && given == $"\0{account.User}\0{account.Password}";
        return await AnswerAsync("AUTH", _signedIn ? "235 2.7.0 Welcome" : "535 5.7.8 Bad credentials");
    }

    private async Task<bool> ReadContentAsync(bool wanted, int? size)
    {
        if (!wanted) return true;

        await FlushAsync();
        if (_start == _end && !await FillAsync()) return false;
        if (server.AnswerAt("body", "go on") is { Reply: null } answer)
        {
            if (answer.After is { } after) await after.WaitAsync(stop);
            return false;
        }
        _content.ResetWrittenCount();
        if (size is { } bytes) _content.Write(await ReadExactlyAsync(bytes));
        else if (!await ReadUntilDotAsync()) return false;

        var before = _replies.Length;
        var open = await AnswerAsync("end", $"250 2.0.0 Queued as {server.ReceivedCount + 1}");
        if (_replies.Length > before && _replies[before] == '2') server.Take(new(_sender, _recipient, _content.WrittenSpan.ToArray(), number));
        (_sender, _recipient) = ("", "");
        return open;
    }

    private async Task<bool> ReadUntilDotAsync()
    {
        while (await ReadLineBytesAsync() is { } line)
        {
            if (line.Span.SequenceEqual(".\r\n"u8)) return true;
            _content.Write(line.Span[0] == '.' ? line.Span[1..] : line.Span);
        }
        return false;
    }

    /// <summary>Queues the answer of this point; false when it is to hang up.</summary>
    private async Task<bool> AnswerAsync(string point, string usual)
    {
        var answer = server.AnswerAt(point, usual);
        if (answer.After is { } after)
        {
            await FlushAsync();
            await after.WaitAsync(stop);
        }
        if (answer.Reply is null) return false;
        _replies.Append(answer.Reply).Append("\r\n");
        return !answer.Reply.StartsWith("421", StringComparison.Ordinal);
    }

    private string Hello()
    {
        var lines = _stream is SslStream ? server.SecureCapabilities ?? server.Capabilities : server.Capabilities;
        return string.Join("\r\n", new[] { "fake.test" }.Concat(lines).Select((line, i) => (i == lines.Length ? "250 " : "250-") + line));
    }

    private async Task EncryptAsync()
    {
        var ssl = new SslStream(_stream);
        await ssl.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, stop);
        _stream = ssl;
    }

    private async Task<string?> ReadLineAsync() => await ReadLineBytesAsync() is { } line ? Encoding.UTF8.GetString(line.Span).TrimEnd('\r', '\n') : null;

    private async Task<ReadOnlyMemory<byte>?> ReadLineBytesAsync()
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = _buffer.AsMemory(_start, end + 1);
                _start += end + 1;
                return line;
            }
            await FlushAsync();
            if (!await FillAsync()) return null;
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int size)
    {
        while (_end - _start < size)
        {
            if (!await FillAsync()) throw new IOException("The client hung up in the content.");
        }
        _start += size;
        return _buffer[(_start - size).._start];
    }

    private async Task<bool> FillAsync()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await _stream.ReadAsync(_buffer.AsMemory(_end), stop);
        _end += read;
        return read > 0;
    }

    private async Task FlushAsync()
    {
        if (_replies.Length == 0) return;
        var bytes = Encoding.UTF8.GetBytes(_replies.ToString());
        _replies.Clear();
        await _stream.WriteAsync(bytes, stop);
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];

    private static int SizeOf(string bdat) => int.Parse(bdat.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
