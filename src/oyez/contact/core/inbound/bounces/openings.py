"""How servers begin to say that a mail did not arrive, and where what they return begins."""

from oyez.contact.core.inbound.tables import any_of

SENDERS = any_of(
    r"""
    mailer-?_?daemon
    post[-_]?master
    mail[-_. ]?deliver
    mail[-_]?system
    mdaemon
    bounce
    ^no-?reply@
    ^<>$
    -admin@
    sysadmin@
    interscan
    mail.?administrator
    """,
)

SUBJECTS = any_of(
    r"""
    undeliver
    non[- ]?deliver
    delivery (has )?(failed|failure|error|report|problem|status|notification)
    deliver(ed|y)?\b.{0,20}\b(fail|not|unable)
    failure (notice|notification)
    failed (delivery|mail)
    returned (mail|to sender)
    mail (delivery|system) (failed|failure|error|status)
    could not be (delivered|sent)
    bounce notification
    rejected by
    blocked by
    error sending your mail
    loop alert
    not (a )?member
    message status
    notice: mail
    unzustellbar
    nicht zugestellt
    zustellung
    non remis
    non distribu
    échec de (la )?(remise|distribution)
    no se (puede|pudo) entregar
    no entregado
    devuelto
    mancata consegna
    non recapitabile
    não (foi )?entregue
    onbestelbaar
    niet bezorgd
    oleverer
    olevererbar
    kunne ikke leveres
    kan inte levereras
    toimitus epäonnistui
    niedostarcz
    nedoručiteln
    недоставлен
    не доставлен
    доставить не удалось
    сообщение не доставлено
    配信
    配送
    送信できません
    エラー
    退信
    无法投递
    無法傳遞
    반송
    전송.{0,4}실패
    """,
)

TEXTS = any_of(
    r"""
    could ?n[o']t be (delivered|sent|completed)
    (cannot|can not|could not|couldn't|unable to|not able to|wasn't able to|failed to) (be |deliver|send)
    was not (delivered|relayed)
    (not|never) reach(ed)? the following
    undeliverable
    was undeliverable
    delivery .{0,40}(failed|aborted|has been (stopped|suspended|delayed))
    permanent (fatal )?(error|failure)
    had (delivery (problems|errors)|permanent)
    trouble delivering
    error .{0,20}(delivering|deliver the mail)
    returned permanent errors
    address(\(?e?s?\)?)? failed
    was (automatically )?(rejected|blocked)
    rejected by a remote
    (unknown|invalid)( final delivery)? (user|userid|recipient)\b
    invalid user address
    transcript of session follows
    failure reasons
    mailbox (is )?(full|exceeds)
    mailbox exceeds
    not a member of this mailing list
    duplicated message-id in
    group you tried to contact
    did not reach
    account is disabled
    no valid recipients
    delivery status notification
    user unknown
    has been delayed
    will (continue to try|be retried)
    not been delivered yet
    delivery has failed
    could not be delivered to
    konnte.{0,40}nicht (zugestellt|ausgeliefert)
    nicht (zugestellt|erreicht) werden
    n'a pas pu être (remis|distribu|livr)
    n’a pas pu être (remis|distribu|livr)
    no se (ha podido|pudo|puede) entregar
    non è stato possibile (recapitare|consegnare)
    não (pôde|foi possível) (ser )?entreg
    kon niet worden (bezorgd|afgeleverd)
    kunde inte levereras
    kunne ikke leveres
    nie (mogła|może|udało).{0,30}dostarcz
    не может быть доставлен
    не удалось доставить
    не было доставлено
    送信できません
    配信できません
    配送できません
    送信に失敗
    お届けできません
    グループ（
    无法(投递|送达)
    전송하지 못
    المجموعة \(
    """,
)

RETURNED = any_of(
    r"""
    (included is |below (this line )?is |this is |the following is )?(a )?copy of (the|your) (original )?(message|mail)
    (the )?(headers?|body) of the original message
    original (message|mail|headers)( info| headers?)?( follows?| as follows)?
    original message headers
    message headers follow
    unsent message follows
    returned message
    unsent message below
    return-path:
    received:\s*(from|by|\()
    bounced e-?mail
    message header
    undelivered message
    additional information$
    special information
    message details
    """,
    before=r"^\W{0,12}(-{2,}.{0,10})?",
)
