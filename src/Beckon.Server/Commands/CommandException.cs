namespace Beckon.Server.Commands;

/// <summary>A command cannot go on; the message is a sentence for the person who gave it.</summary>
public sealed class CommandException(string sentence) : Exception(sentence);
