namespace Beckon.Client;

/// <summary>An event that the server will not take, however often it is sent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MessageId">Its id, as given or made.</param>
/// <param name="Faults">What is wrong, in sentences that begin with the path of the value.</param>
public sealed record RefusedEvent(string Name, string MessageId, IReadOnlyList<string> Faults);
