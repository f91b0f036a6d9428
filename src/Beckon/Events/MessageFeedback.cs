namespace Beckon.Events;

/// <summary>What became of one of our messages. The event's name says what happened; this says to which.</summary>
public sealed record MessageFeedback(Guid MessageId, string? Url = null, string? Ip = null, string? UserAgent = null);
