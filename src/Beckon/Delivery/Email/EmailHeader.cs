namespace Beckon.Delivery.Email;

/// <summary>One extra header of a message, such as <c>List-Unsubscribe</c>; line breaks in its value become spaces.</summary>
public sealed record EmailHeader(string Name, string Value);
