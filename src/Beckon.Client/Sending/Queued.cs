namespace Beckon.Client.Sending;

/// <summary>An event as it is sent.</summary>
internal sealed record Queued(string Name, string MessageId, byte[] Json);
