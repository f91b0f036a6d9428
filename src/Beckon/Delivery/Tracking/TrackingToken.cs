using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Beckon.Contacts;
using Beckon.Kernel;

namespace Beckon.Delivery.Tracking;

/// <summary>
/// The signed part of the links in a message: which message of which workspace, and (by the signature) to which address a click leads.
/// Lengths are multiples of three bytes, so that base64url leaves no spare bits that could be changed unnoticed.
/// </summary>
public sealed class TrackingToken(MasterKey key)
{
    private const string Clicks = "tracking/click";
    private const string Opens = "tracking/open";
    private const string Unsubscribes = "tracking/unsubscribe";
    private const string UnsubscribesSms = "tracking/unsubscribe/sms";
    private const int IdBytes = 16;

    // 128 bits: nobody can try that many.
    private const int Signature = 16;
    private const int MessageBytes = IdBytes + IdBytes + Signature;
    // Two more, for the multiple of three.
    private const int LongSignature = 18;
    private const int PersonBytes = IdBytes + IdBytes + IdBytes + LongSignature;

    public string ForClick(Guid workspaceId, Guid messageId, string url) => Message(Clicks, workspaceId, messageId, url);

    public string ForOpen(Guid workspaceId, Guid messageId) => Message(Opens, workspaceId, messageId, "");

    /// <summary>Names the contact too, so that the link works for as long as people keep mail, which is longer than messages are kept.</summary>
    public string ForUnsubscribe(Guid workspaceId, Guid messageId, Guid contactId, Channel channel)
    {
        Span<byte> token = stackalloc byte[PersonBytes];
        Write(token, workspaceId, messageId);
        contactId.TryWriteBytes(token[(2 * IdBytes)..], bigEndian: true, out _);
        var signed = PersonBytes - LongSignature;
        key.Sign(Unsubscribing(channel), token[..signed]).AsSpan(0, LongSignature).CopyTo(token[signed..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>False when the token or the address is not as Beckon wrote it.</summary>
    public bool TryReadClick(string? token, string? url, [NotNullWhen(true)] out TrackedMessage? message) =>
        TryReadMessage(Clicks, token, url ?? "", out message);

    public bool TryReadOpen(string? token, [NotNullWhen(true)] out TrackedMessage? message) => TryReadMessage(Opens, token, "", out message);

    public bool TryReadUnsubscribe(string? token, Channel channel, [NotNullWhen(true)] out TrackedPerson? person)
    {
        person = null;
        Span<byte> bytes = stackalloc byte[PersonBytes];
        if (!TryDecode(token, bytes)) return false;
        var signed = PersonBytes - LongSignature;
        if (!key.Verify(Unsubscribing(channel), bytes[..signed], bytes[signed..])) return false;
        person = new(IdAt(bytes, 0), IdAt(bytes, 1), IdAt(bytes, 2), channel);
        return true;
    }

    // A link that was signed for one channel says nothing about another.
    private static string Unsubscribing(Channel channel) => channel == Channel.Sms ? UnsubscribesSms : Unsubscribes;

    private string Message(string purpose, Guid workspaceId, Guid messageId, string url)
    {
        Span<byte> token = stackalloc byte[MessageBytes];
        Write(token, workspaceId, messageId);
        Sign(purpose, token[..(2 * IdBytes)], url).AsSpan(0, Signature).CopyTo(token[(2 * IdBytes)..]);
        return Base64Url.EncodeToString(token);
    }

    private bool TryReadMessage(string purpose, string? token, string url, [NotNullWhen(true)] out TrackedMessage? message)
    {
        message = null;
        Span<byte> bytes = stackalloc byte[MessageBytes];
        if (!TryDecode(token, bytes)) return false;
        if (!key.Verify(purpose, Content(bytes[..(2 * IdBytes)], url), bytes[(2 * IdBytes)..])) return false;
        message = new(IdAt(bytes, 0), IdAt(bytes, 1));
        return true;
    }

    private byte[] Sign(string purpose, ReadOnlySpan<byte> ids, string url) => key.Sign(purpose, Content(ids, url));

    // The ids have a fixed length, so no two pairs of ids and address run together into the same bytes.
    private static byte[] Content(ReadOnlySpan<byte> ids, string url)
    {
        var content = new byte[ids.Length + Encoding.UTF8.GetByteCount(url)];
        ids.CopyTo(content);
        Encoding.UTF8.GetBytes(url, content.AsSpan(ids.Length));
        return content;
    }

    private static void Write(Span<byte> token, Guid workspaceId, Guid messageId)
    {
        workspaceId.TryWriteBytes(token, bigEndian: true, out _);
        messageId.TryWriteBytes(token[IdBytes..], bigEndian: true, out _);
    }

    private static bool TryDecode(string? token, Span<byte> bytes) =>
        token is not null
        && token.Length == Base64Url.GetEncodedLength(bytes.Length)
        && Base64Url.IsValid(token)
        && Base64Url.TryDecodeFromChars(token, bytes, out var written)
        && written == bytes.Length;

    private static Guid IdAt(ReadOnlySpan<byte> bytes, int index) => new(bytes.Slice(index * IdBytes, IdBytes), bigEndian: true);
}

/// <summary>The message that a tracked link belongs to.</summary>
public sealed record TrackedMessage(Guid WorkspaceId, Guid MessageId);

/// <summary>Whom an unsubscribe link belongs to, and the message it came with.</summary>
public sealed record TrackedPerson(Guid WorkspaceId, Guid MessageId, Guid ContactId, Channel Channel);
